// SelectInstance: the instance that takes new accounts from a place. A vault is one instance and takes them all.
import { selectInstance } from './contracts/select-instance.ts';
import { method, version } from './method.ts';
import { answerInstance } from './parts/instance.ts';

export default method({
  name: 'SelectInstance',
  auth: 'app',
  versions: {
    1: version('app', {
      ...selectInstance[1],
      run: ({ vault }) => ({ selectedInstance: answerInstance(vault.instance) }),
    }),
  },
});
