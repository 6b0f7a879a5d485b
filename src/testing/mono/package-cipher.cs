// Closes and opens connect packages with the classes of .NET that applications used, as docs/packages.md lays them out.
// Knows nothing of Keepwell's own ciphers, so that each can check the other.
//   close|open|close-chunk|open-chunk <algorithm> <SHA1|SHA256> <salt> <iterations> <answer> <PKCS7|ISO10126>
//   lower
// Reads base64 lines (texts for `lower`) and writes one line for each.
using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

static class PackageCipher
{
    static int Main(string[] args)
    {
        Console.InputEncoding = Console.OutputEncoding = new UTF8Encoding(false);
        for (string line = Console.In.ReadLine(); line != null; line = Console.In.ReadLine())
            Console.Out.WriteLine(args[0] == "lower" ? line.ToLowerInvariant() : Work(args, Convert.FromBase64String(line)));
        return 0;
    }

    static string Work(string[] args, byte[] input)
    {
        bool isChunk = args[0].EndsWith("-chunk"), isRijndael = isChunk || args[1] == "hmac-sha256-aes256";
        byte[] salt = Encoding.UTF8.GetBytes(args[3]);
        byte[] answer = Encoding.UTF8.GetBytes(args[5].ToLowerInvariant());
        using (var derive = new Rfc2898DeriveBytes(answer, salt, int.Parse(args[4]), new HashAlgorithmName(args[2])))
        using (SymmetricAlgorithm cipher = isRijndael ? (SymmetricAlgorithm)new RijndaelManaged() : new TripleDESCryptoServiceProvider())
        using (HMAC hmac = args[1] == "hmac-sha256-aes256" ? (HMAC)new HMACSHA256(salt) : new HMACSHA1(salt))
        {
            cipher.Mode = CipherMode.CBC;
            cipher.Padding = args[6] == "PKCS7" ? PaddingMode.PKCS7 : PaddingMode.ISO10126;
            if (isRijndael) cipher.BlockSize = 256;
            cipher.KeySize = isRijndael ? 256 : 192;
            cipher.Key = derive.GetBytes(isRijndael ? 32 : 24);
            cipher.IV = derive.GetBytes(isRijndael ? 32 : 8);
            if (args[0].StartsWith("close"))
            {
                byte[] plain = isChunk ? input : hmac.ComputeHash(input).Concat(input).ToArray();
                using (var transform = cipher.CreateEncryptor())
                    return Convert.ToBase64String(transform.TransformFinalBlock(plain, 0, plain.Length));
            }
            byte[] opened;
            using (var transform = cipher.CreateDecryptor())
                opened = transform.TransformFinalBlock(input, 0, input.Length);
            if (isChunk) return Convert.ToBase64String(opened);
            int length = hmac.HashSize / 8;
            byte[] contents = opened.Skip(length).ToArray();
            if (!hmac.ComputeHash(contents).SequenceEqual(opened.Take(length))) throw new Exception("the HMAC does not match");
            return Convert.ToBase64String(contents);
        }
    }
}
