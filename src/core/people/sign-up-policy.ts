// Who may open an account: anybody, who has a sign-up code, nobody.

export const signUpPolicies = ['open', 'code', 'closed'] as const;

export type SignUpPolicy = (typeof signUpPolicies)[number];
