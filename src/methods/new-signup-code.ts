// NewSignupCode: a code by which a person can open an account where that needs one.
import { issueSignUpCode } from '../core/people/sign-up-codes.ts';
import { newSignupCode } from './contracts/new-signup-code.ts';
import { method, version } from './method.ts';

export default method({
  name: 'NewSignupCode',
  auth: 'app',
  group: 'sign-up',
  versions: {
    1: version('app', {
      ...newSignupCode[1],
      async run({ vault, app }) {
        return { signupCode: await vault.store.write(db => issueSignUpCode(db, vault, app.id)) };
      },
    }),
  },
});
