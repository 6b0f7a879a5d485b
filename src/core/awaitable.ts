// What a port may answer at once, or later.

/** A value now (SQLite) or soon (PostgreSQL). */
export type Awaitable<T> = T | Promise<T>;
