// Command pulumi-resource-docker is the Docker resource plugin for networks that filter the official download.
//
// It is assembled from the parts that the official plugin is made of, the upstream provider and Pulumi's bridge, so it
// behaves as the official one does. The module path lies under the upstream's because the provider's constructor is in
// an internal package. docker.Image is code of the official plugin alone, and refused by its name.
package main

import (
	"context"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/cmdutil"
	pulumi "github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/terraform-providers/terraform-provider-docker/internal/provider"
)

// version is that of the @pulumi/docker SDK in package.json: the engine refuses a plugin that is older.
const version = "5.2.0"

// token is the token of the SDK, e.g. "docker:index/container:Container" or "docker:index/getNetwork:getNetwork".
func token(name string) string {
	return "docker:index/" + strings.ToLower(name[:1]) + name[1:] + ":" + name
}

// names maps the upstream's resources to the SDK's; the official plugin renames these, too.
var names = map[string]string{
	"docker_buildx_builder": "BuildxBuilder",
	"docker_config":         "ServiceConfig",
	"docker_container":      "Container",
	"docker_image":          "RemoteImage",
	"docker_network":        "Network",
	"docker_plugin":         "Plugin",
	"docker_registry_image": "RegistryImage",
	"docker_secret":         "Secret",
	"docker_service":        "Service",
	"docker_tag":            "Tag",
	"docker_volume":         "Volume",
}

// functions maps the upstream's data sources to the SDK's functions.
var functions = map[string]string{
	"docker_image":                    "getRemoteImage",
	"docker_logs":                     "getLogs",
	"docker_network":                  "getNetwork",
	"docker_plugin":                   "getPlugin",
	"docker_registry_image":           "getRegistryImage",
	"docker_registry_image_manifests": "getRegistryImageManifests",
}

func info() tfbridge.ProviderInfo {
	resources := map[string]*tfbridge.ResourceInfo{}
	for upstream, name := range names {
		resources[upstream] = &tfbridge.ResourceInfo{Tok: tokens.Type(token(name))}
	}
	dataSources := map[string]*tfbridge.DataSourceInfo{}
	for upstream, name := range functions {
		dataSources[upstream] = &tfbridge.DataSourceInfo{Tok: tokens.ModuleMember(token(name))}
	}
	// The bridge would pluralise or shorten these; the SDK keeps the upstream's words.
	resources["docker_image"].Fields = map[string]*tfbridge.SchemaInfo{"name": {Name: "name"}}
	resources["docker_container"].Fields = map[string]*tfbridge.SchemaInfo{
		"command":           {Name: "command"},
		"networks_advanced": {Name: "networksAdvanced"},
	}
	// Two containers cannot hold the same name, address or port.
	resources["docker_container"].DeleteBeforeReplace = true

	info := tfbridge.ProviderInfo{
		P:       shimv2.NewProvider(provider.New("plateau")()),
		Name:    "docker",
		Version: version,
		Config: map[string]*tfbridge.SchemaInfo{
			"host": {Default: &tfbridge.DefaultInfo{
				EnvVars: []string{"DOCKER_HOST"}, Value: "unix:///var/run/docker.sock",
			}},
			"registry_auth": {Name: "registryAuth", MaxItemsOne: tfbridge.False()},
		},
		Resources:   resources,
		DataSources: dataSources,
	}
	info.SetAutonaming(255, "-") // the longest name and the separator of the official plugin
	return info
}

func main() {
	info := info()
	info.P.InitLogging(context.Background())
	schema := []byte(`{"name":"docker","version":"` + version + `"}`)
	serve := func(host *pulumi.HostClient) (pulumirpc.ResourceProviderServer, error) {
		bridge := tfbridge.NewProvider(context.Background(), host, "docker", version, info.P, info, schema)
		return newCancelling(newRefusing(bridge, info)), nil
	}
	if err := pulumi.Main("docker", serve); err != nil {
		cmdutil.ExitError(err.Error())
	}
}
