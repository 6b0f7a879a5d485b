// DisassociateAlternateId.
import { alternateIdRequest } from './parts/alternate-id.ts';

export const disassociateAlternateId = { 1: { request: alternateIdRequest } };
