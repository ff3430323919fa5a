/** Every scrape job, one family a file. */
import { apiServer } from "./api-server";
import { application } from "./application";
import { coredns, kubeStateMetrics, traefik } from "./cluster";
import type { ScrapeConfig } from "./config";
import { cadvisor, kubelet } from "./kubelet";
import { postgresql } from "./postgresql";
import { servers } from "./servers";
import { alertmanager, prometheus } from "./stack";
import type { Targets } from "./targets";

export const jobs = (targets: Targets): ScrapeConfig[] => [
    prometheus(),
    alertmanager(),
    servers(targets),
    postgresql(targets),
    kubelet(),
    cadvisor(),
    apiServer(),
    kubeStateMetrics(),
    coredns(),
    traefik(),
    application(targets),
];
