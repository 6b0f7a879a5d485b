// UpdateApplication: both versions take the same.
import { applicationChange } from './parts/application.ts';

const contract = { request: applicationChange };

export const updateApplication = { 1: contract, 2: contract };
