// What bounds the work with PostgreSQL. Times are in milliseconds.
export const postgresLimits = {
  /** Connections that read, each with many questions under way; opened as they are needed. */
  readConnections: 4,
  /** As many there may be while all are held up by statements that take long. */
  slowReadConnections: 8,
  /** Statements that one connection has under way before what is asked in the same turn goes to another. */
  readsTogether: 8,
  /** From when on a statement counts as one that takes long. */
  slowMs: 500,
  /** Connections that write what concerns single records. */
  recordConnections: 4,
  /** Connections that write what takes turns. One more writes what concerns the whole vault, and one rows by themselves. */
  turnConnections: 2,
  /** Works that share a commit. */
  worksPerCommit: 64,
  /** So many works have one more connection write, while others are writing. */
  worksPerLane: 8,
  /** After so long fewer do: the others may be held up. */
  laneWaitMs: 5,
  /** Statements that are prepared by name on each connection; others are planned each time. */
  preparedStatements: 400,
  /** How long a connection may take to be made. */
  connectMs: 5_000,
  /** How long a work waits for a database that cannot be reached before it is refused. */
  unavailableMs: 10_000,
  /** How long after its COMMIT was sent a commit is asked for whose connection was lost. */
  settleMs: 30_000,
  /** How often a work is run that collides with others, or whose connection is lost. */
  tries: 6,
  /** How long a work waits for another that holds its record. */
  lockMs: 10_000,
  /** How long a transaction may stand idle, as it does when its node has vanished. */
  idleInTransactionMs: 10_000,
  /** How long one statement may read. */
  readMs: 30_000,
  /** How long one statement of a work may write. */
  writeMs: 120_000,
  /** How long a connection may be silent before it is looked whether the database is still there. */
  silentMs: 4_000,
  /** How long it is kept what was committed. */
  commitMarkMs: 600_000,
  /** How often such marks are swept. */
  sweepMs: 60_000,
} as const;
