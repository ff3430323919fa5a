package main

import (
	"context"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// instead says what to do where a type of the SDK is refused.
var instead = map[string]string{
	token("Image"): "Build the image beforehand and name it in docker.RemoteImage, or let docker.RemoteImage build it " +
		"(its input \"build\"); the official docker plugin has docker.Image.",
}

// refusing says by name, and with a way out, what the SDK has and the bridged provider has not.
type refusing struct {
	pulumirpc.ResourceProviderServer
	known map[string]bool
}

func newRefusing(bridge pulumirpc.ResourceProviderServer, info tfbridge.ProviderInfo) *refusing {
	known := map[string]bool{}
	for _, resource := range info.Resources {
		known[string(resource.Tok)] = true
	}
	for _, function := range info.DataSources {
		known[string(function.Tok)] = true
	}
	return &refusing{bridge, known}
}

func (r *refusing) refusal(token string) error {
	if r.known[token] {
		return nil
	}
	advice, ok := instead[token]
	if !ok {
		advice = "Perhaps the official docker plugin does."
	}
	return status.Errorf(codes.Unimplemented, "This docker plugin does not support %s. %s", token, advice)
}

// Check is the first that the engine asks about a resource of the program.
func (r *refusing) Check(ctx context.Context, request *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	if err := r.refusal(string(resource.URN(request.GetUrn()).Type())); err != nil {
		return nil, err
	}
	return r.ResourceProviderServer.Check(ctx, request)
}

// Read is the first about one that is imported or only looked at.
func (r *refusing) Read(ctx context.Context, request *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	if err := r.refusal(string(resource.URN(request.GetUrn()).Type())); err != nil {
		return nil, err
	}
	return r.ResourceProviderServer.Read(ctx, request)
}

func (r *refusing) Invoke(ctx context.Context, request *pulumirpc.InvokeRequest) (*pulumirpc.InvokeResponse, error) {
	if err := r.refusal(request.GetTok()); err != nil {
		return nil, err
	}
	return r.ResourceProviderServer.Invoke(ctx, request)
}
