package main

import (
	"context"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// cancelling ends what is running when the engine cancels. The bridge would let it go on: a container that is waited for
// would hold a Ctrl-C for as long as it may take to become healthy.
type cancelling struct {
	pulumirpc.ResourceProviderServer
	cancelled context.Context
	cancel    context.CancelFunc
}

func newCancelling(inner pulumirpc.ResourceProviderServer) *cancelling {
	cancelled, cancel := context.WithCancel(context.Background())
	return &cancelling{inner, cancelled, cancel}
}

// until is the context of one operation: it ends with the operation's own, or when the engine cancels.
func (c *cancelling) until(ctx context.Context) (context.Context, func()) {
	ctx, end := context.WithCancel(ctx)
	stop := context.AfterFunc(c.cancelled, end)
	return ctx, func() { stop(); end() }
}

func (c *cancelling) Create(ctx context.Context, request *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	ctx, end := c.until(ctx)
	defer end()
	return c.ResourceProviderServer.Create(ctx, request)
}

func (c *cancelling) Update(ctx context.Context, request *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	ctx, end := c.until(ctx)
	defer end()
	return c.ResourceProviderServer.Update(ctx, request)
}

func (c *cancelling) Delete(ctx context.Context, request *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	ctx, end := c.until(ctx)
	defer end()
	return c.ResourceProviderServer.Delete(ctx, request)
}

func (c *cancelling) Cancel(ctx context.Context, request *emptypb.Empty) (*emptypb.Empty, error) {
	c.cancel()
	return c.ResourceProviderServer.Cancel(ctx, request)
}
