// What people hold is added up of their records: rows for it are kept no more.
export const roomOfPeopleStep: readonly string[] = [`DELETE FROM room_used WHERE holder <> ''`];
