// RemoveApplicationRecordAuthorization.
import { noInfo } from './parts/no-info.ts';

export const removeApplicationRecordAuthorization = { 1: { request: noInfo } };
