// Signs things with SignedXml of .NET, as applications did. Knows nothing of Keepwell's own reading of signatures.
//   <key as XML> <certificate, base64> <stylesheet> <path to the element that takes the Signature>
// Reads things as base64 lines and writes one line for each: the thing that was signed.
using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

static class ThingSignature
{
    static int Main(string[] args)
    {
        using (var key = new RSACryptoServiceProvider())
        {
            key.FromXmlString(args[0]);
            var certificate = new X509Certificate2(Convert.FromBase64String(args[1]));
            for (string line = Console.In.ReadLine(); line != null; line = Console.In.ReadLine())
            {
                var thing = Read(Encoding.UTF8.GetString(Convert.FromBase64String(line)));
                var signature = Sign(thing, key, certificate, Read(args[2]));
                thing.SelectSingleNode(args[3]).AppendChild(thing.ImportNode(signature, true));
                Console.Out.WriteLine(Convert.ToBase64String(Encoding.UTF8.GetBytes(thing.OuterXml)));
            }
        }
        return 0;
    }

    static XmlDocument Read(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        return document;
    }

    static XmlElement Sign(XmlDocument thing, RSA key, X509Certificate2 certificate, XmlDocument stylesheet)
    {
        var transform = new XmlDsigXsltTransform();
        transform.LoadInnerXml(stylesheet.ChildNodes);
        var reference = new Reference("") { DigestMethod = SignedXml.XmlDsigSHA1Url };
        reference.AddTransform(transform);
        reference.AddTransform(new XmlDsigC14NTransform());
        var signed = new SignedXml(thing) { SigningKey = key, KeyInfo = new KeyInfo() };
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA1Url;
        signed.KeyInfo.AddClause(new KeyInfoX509Data(certificate));
        signed.AddReference(reference);
        signed.ComputeSignature();
        return signed.GetXml();
    }
}
