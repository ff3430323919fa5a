// network-policies enforces NetworkPolicy on its node with the controller of sigs.k8s.io/kube-network-policies.
// It differs from that project's own command in four points: it runs on kernels without nft's queue expression, it keeps
// its rules when it stops, it says when it is ready, and it opens a node that was closed until then.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/google/nftables"
	"github.com/google/nftables/expr"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
)

// table is where the rules are; another instance on the same node would use the same one.
const table = "network-policies"

// guard is a table that a node may load when it starts: it refuses pods every new connection until the rules are there.
const guard = "network-policies-guard"

func main() {
	node := flag.String("node", "", "name of the node that this instance runs on (required)")
	address := flag.String("listen", ":9080", "address that serves /metrics and /readyz")
	mark := flag.String("mark", "", "file to create once policies are enforced: from then on the node can close itself at its start")
	klog.InitFlags(nil)
	flag.Parse()
	// On SIGTERM the rules stay: connections that they watch are refused, not let through, until the next instance is up.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *node, *address, *mark); err != nil {
		fmt.Fprintln(os.Stderr, "network-policies:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, node, address, mark string) error {
	if node == "" {
		return errors.New("-node is required")
	}
	if err := chooseQueue(); err != nil {
		return err
	}
	config, err := rest.InClusterConfig()
	if err != nil {
		return err
	}
	config.ContentType = "application/vnd.kubernetes.protobuf"
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	controller, err := networkpolicy.NewController(client,
		factory.Networking().V1().NetworkPolicies(), factory.Core().V1().Namespaces(), factory.Core().V1().Pods(),
		nil, nil, nil, nil,
		// NRIdisabled stays false, because v0.8.0 then uses a plugin that it never made. Without the runtime's socket in
		// this container the plugin merely ends, and addresses come from the API server alone.
		networkpolicy.Config{NodeName: node, NFTableName: table, NetfilterBug1766Fix: true})
	if err != nil {
		return err
	}
	ended := make(chan error, 3)
	go func() { ended <- http.ListenAndServe(address, handler(factory)) }()
	factory.Start(ctx.Done())
	go func() { ended <- controller.Run(ctx) }()
	go func() {
		if err := open(ctx, factory, mark); err != nil {
			ended <- err
		}
	}()
	select {
	case err := <-ended:
		return fmt.Errorf("ended early: %w", err)
	case <-ctx.Done():
		return nil
	}
}

// chooseQueue tries nft's queue expression in one transaction that leaves nothing behind.
func chooseQueue() error {
	for _, expr.QueueThroughXtables = range []bool{false, true} {
		connection, err := nftables.New()
		if err != nil {
			return err
		}
		probe := connection.AddTable(&nftables.Table{Name: table + "-probe", Family: nftables.TableFamilyINet})
		chain := connection.AddChain(&nftables.Chain{Name: "probe", Table: probe})
		connection.AddRule(&nftables.Rule{Table: probe, Chain: chain, Exprs: []expr.Any{&expr.Queue{Num: 1}}})
		connection.DelTable(probe)
		err = connection.Flush()
		klog.InfoS("Tried a queue rule", "throughXtables", expr.QueueThroughXtables, "error", err)
		if err == nil {
			return nil
		}
	}
	return errors.New("this kernel has neither nft's queue expression nor the xtables target NFQUEUE")
}

// handler serves the metrics, and answers /readyz with 200 once the node's rules are in the kernel.
func handler(factory informers.SharedInformerFactory) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.Handler())
	mux.HandleFunc("/readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := enforcing(factory); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
	return mux
}

// open waits until the rules are there, leaves the mark, and takes the guard away.
func open(ctx context.Context, factory informers.SharedInformerFactory, mark string) error {
	for enforcing(factory) != nil {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(100 * time.Millisecond):
		}
	}
	if mark != "" {
		if err := os.WriteFile(mark, nil, 0o644); err != nil {
			return err
		}
	}
	connection, err := nftables.New()
	if err != nil {
		return err
	}
	// Added first, because a table that is not there cannot be deleted.
	connection.DelTable(connection.AddTable(&nftables.Table{Name: guard, Family: nftables.TableFamilyINet}))
	return connection.Flush()
}

func enforcing(factory informers.SharedInformerFactory) error {
	for _, synced := range []func() bool{
		factory.Networking().V1().NetworkPolicies().Informer().HasSynced,
		factory.Core().V1().Namespaces().Informer().HasSynced,
		factory.Core().V1().Pods().Informer().HasSynced,
	} {
		if !synced() {
			return errors.New("still reading the cluster's objects")
		}
	}
	connection, err := nftables.New()
	if err != nil {
		return err
	}
	_, err = connection.ListTableOfFamily(table, nftables.TableFamilyINet)
	return err
}
