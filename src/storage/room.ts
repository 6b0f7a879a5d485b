// How many bytes the whole vault holds. Counted as it changes, so that no write adds up all records; in several rows where
// several write beside each other, so that none waits for another. What a person holds is added up: they have few records.

/** All rows of this table are parts of one sum; rows of people, which there were once, come after them. */
export const vaultBytes = "(SELECT COALESCE(SUM(bytes), 0) FROM room_used WHERE holder < '0')";
