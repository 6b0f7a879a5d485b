// Mono's mscorlib has a class of the name which the library gives to its own; .NET Standard 1.4 has none. To be
// compiled along with the library on Mono: a name of the nearer namespace settles which is meant.
namespace Microsoft.HealthVault.ItemTypes
{
    internal class CryptographicUnexpectedOperationException : System.Exception
    {
        public CryptographicUnexpectedOperationException(string message) : base(message)
        {
        }
    }
}
