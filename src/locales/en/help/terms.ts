// The terms that stand until the operator writes some.
export const termsHelp: string = `# Terms of use

*Whoever runs this vault sets its terms. These come with Keepwell; the operator may replace them.*

- The vault is for health data of yourself and of people you may act for.
- You must be at least 13 years old to have an account.
- Keep what you sign in with to yourself.
- Apps are made by others. Whoever makes an app answers for it; look at its own terms and privacy statement before you allow it.
- The vault does not give medical advice and does not replace a doctor. In an emergency call your local emergency number.
- You can take your data away and delete your account at any time.
`;
