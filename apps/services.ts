/** The services of the sample application, and what each one's image holds. */

export const SERVICES = ["web", "api", "worker"] as const;
export type Service = (typeof SERVICES)[number];

/** What the application is called in labels: `app.kubernetes.io/part-of`. */
export const APPLICATION = "bookings";

/** Ports of every service that has them: `http` for those who use it, `metrics` for those who operate it. */
export const PORTS = { http: 8080, metrics: 9464 } as const;

export interface Parts {
    /** Programs, each bundled from `<name>.ts` of the service's folder. */
    readonly programs: readonly string[];
    /** Folders that the programs read while they run. */
    readonly folders: readonly string[];
}

export const PARTS: Record<Service, Parts> = {
    web: { programs: ["main"], folders: ["assets"] },
    // The schema belongs to the api: the same image brings the database to the version that the api wants.
    api: { programs: ["main", "migrate"], folders: ["migrations"] },
    worker: { programs: ["main"], folders: [] },
};
