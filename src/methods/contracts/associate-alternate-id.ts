// AssociateAlternateId.
import { alternateIdRequest } from './parts/alternate-id.ts';

export const associateAlternateId = { 1: { request: alternateIdRequest } };
