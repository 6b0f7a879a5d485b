// NewApplicationCreationInfo: a device asks for an application of its own, a child of the SODA master it names itself by.
import { prepareChild } from '../core/applications/soda.ts';
import { countAnonymousCall } from '../core/limits/rate-limit.ts';
import { seq } from '../schema/sequence.ts';
import { guid, string } from '../schema/text.ts';
import { method, version } from './method.ts';
import { noInfo } from './parts/no-info.ts';

export default method({
  name: 'NewApplicationCreationInfo',
  auth: 'none',
  versions: {
    1: version('none', {
      request: noInfo,
      response: seq({ 'app-id': guid, 'shared-secret': string, 'app-token': string }),
      async run(call) {
        countAnonymousCall(call, 'application creation');
        const { appId, secret, creationToken } = await prepareChild(call.vault, call.header.appId);
        return { appId, sharedSecret: secret, appToken: creationToken };
      },
    }),
  },
});
