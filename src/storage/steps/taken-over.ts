// In whose name clinical documents are taken over as they come.
export const takenOverStep: readonly string[] = ['ALTER TABLE record ADD COLUMN documents_taken_by TEXT'];
