// NewApplicationCreationInfo: a device asks for an application of its own, a child of the SODA master it names itself by.
import { prepareChild } from '../core/healthvault/soda/soda.ts';
import { countAnonymousCall } from '../core/limits/rate-limit.ts';
import { newApplicationCreationInfo } from './contracts/new-application-creation-info.ts';
import { method, version } from './method.ts';

export default method({
  name: 'NewApplicationCreationInfo',
  auth: 'none',
  versions: {
    1: version('none', {
      ...newApplicationCreationInfo[1],
      async run(call) {
        countAnonymousCall(call, 'application creation');
        const { appId, secret, creationToken } = await prepareChild(call.vault, call.header.appId);
        return { appId, sharedSecret: secret, appToken: creationToken };
      },
    }),
  },
});
