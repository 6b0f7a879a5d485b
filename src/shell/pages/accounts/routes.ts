// All pages about accounts.
import type { Hono } from 'hono';
import type { ShellEnv } from '../../web/visit.ts';
import { accountPageRoutes } from './account.tsx';
import { changeCodesRoutes } from './change-codes.tsx';
import { changePasskeyRoutes } from './change-passkeys.tsx';
import { changePasswordRoutes } from './change-password.tsx';
import { changeProfileRoutes } from './change-profile.tsx';
import { deleteAccountRoutes } from './delete.tsx';
import { forgottenRoutes } from './forgotten.tsx';
import { proveRoutes } from './prove.tsx';
import { providerRoutes } from './provider-pages.tsx';
import { signInRoutes } from './sign-in.tsx';
import { signInCodeRoutes } from './sign-in-code.tsx';
import { signUpRoutes } from './sign-up.tsx';
import { signUpStepRoutes } from './sign-up-pages.tsx';

const routes = [
  signInRoutes,
  signInCodeRoutes,
  providerRoutes,
  signUpRoutes,
  signUpStepRoutes,
  forgottenRoutes,
  accountPageRoutes,
  proveRoutes,
  changeProfileRoutes,
  changePasswordRoutes,
  changePasskeyRoutes,
  changeCodesRoutes,
  deleteAccountRoutes,
];

export function accountRoutes(app: Hono<ShellEnv>): void {
  for (const add of routes) add(app);
}
