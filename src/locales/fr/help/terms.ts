// The terms that stand until the operator writes some.
export const termsHelp: string = `# Conditions d’utilisation

*La personne qui gère ce coffre en fixe les conditions. Celles-ci sont fournies avec Keepwell ; l’opérateur peut les remplacer.*

- Le coffre est destiné à vos données de santé et à celles de personnes pour qui vous pouvez agir.
- Vous devez avoir au moins 13 ans pour avoir un compte.
- Gardez pour vous ce qui vous sert à vous connecter.
- Les applications sont faites par d’autres. Quiconque fait une application en répond ; lisez ses propres conditions et sa déclaration de confidentialité avant de l’autoriser.
- Le coffre ne donne pas d’avis médical et ne remplace pas un médecin. En cas d’urgence, appelez votre numéro d’urgence local.
- Vous pouvez emporter vos données et supprimer votre compte à tout moment.
`;
