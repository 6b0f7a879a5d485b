// DeletePendingConnectRequest.
import { seq } from '../../schema/sequence.ts';
import { invitationText } from './parts/connect.ts';

export const deletePendingConnectRequest = {
  1: { request: seq({ 'external-id': invitationText }) },
};
