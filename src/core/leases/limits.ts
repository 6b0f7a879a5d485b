// Limits of leases.

export const leaseLimits = {
  /** How long a lease lasts after it was last renewed: work of a process that died goes on elsewhere after that. */
  leaseMs: 20_000,
};
