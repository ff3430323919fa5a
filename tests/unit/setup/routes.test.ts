import { addressesOf, routesIn } from "../../../setup/routes";

const TITLES = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

test("the kernel's routing table: a default route, a network at hand, one behind a gateway", () => {
    const table = `${TITLES}eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth1\t0001460A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
tun0\t0000500A\t0100080A\t0003\t0\t0\t0\t0000FFFF\t0\t0\t0\n`;
    expect(routesIn(table)).toEqual([
        { range: "0.0.0.0/0", device: "eth0", by: "the route to 0.0.0.0/0 by eth0" },
        { range: "192.0.2.1/32", device: "eth0", by: "the gateway 192.0.2.1 by eth0" },
        { range: "10.70.1.0/24", device: "eth1", by: "the route to 10.70.1.0/24 by eth1" },
        { range: "10.80.0.0/16", device: "tun0", by: "the route to 10.80.0.0/16 by tun0" },
        { range: "10.8.0.1/32", device: "tun0", by: "the gateway 10.8.0.1 by tun0" },
    ]);
});

test("a machine without routes has none", () => expect(routesIn(TITLES)).toEqual([]));

test("addresses are IPv4 addresses", () => {
    const common = { netmask: "", mac: "", internal: false, cidr: null };
    const found = addressesOf({ eth1: [{ ...common, address: "10.70.1.2", family: "IPv4" }, { ...common, address: "fd00::2", family: "IPv6", scopeid: 0 }] });
    expect(found).toEqual([{ range: "10.70.1.2/32", device: "eth1", by: "the address 10.70.1.2 of eth1" }]);
});
