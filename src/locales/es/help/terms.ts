// The terms that stand until the operator writes some.
export const termsHelp: string = `# Condiciones de uso

*Quien gestiona esta bóveda fija sus condiciones. Estas acompañan a Keepwell; el operador puede sustituirlas.*

- La bóveda es para datos de salud suyos y de personas por las que puede actuar.
- Debe tener al menos 13 años para tener una cuenta.
- Guarde para usted aquello con lo que inicia sesión.
- Las aplicaciones las hacen otros. Quien hace una aplicación responde de ella; mire sus condiciones y su declaración de privacidad antes de permitirla.
- La bóveda no da consejos médicos y no sustituye a un médico. En una emergencia llame al número de emergencias de su zona.
- Puede llevarse sus datos y eliminar su cuenta cuando quiera.
`;
