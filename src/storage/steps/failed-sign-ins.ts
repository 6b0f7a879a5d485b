// How often signing in failed, by hour and by address.
export const failedSignInsStep: readonly string[] = [
  `CREATE TABLE failed_sign_in (
    hour {integer} NOT NULL,
    way TEXT NOT NULL,
    outcome TEXT NOT NULL,
    address TEXT NOT NULL,
    tries {integer} NOT NULL,
    last_at {integer} NOT NULL,
    PRIMARY KEY (hour, way, outcome, address)){clustered}`,
];
