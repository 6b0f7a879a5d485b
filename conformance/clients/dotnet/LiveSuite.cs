// The integration tests of the .NET Standard SDK, their assembly as compiled. See ../README.md.
// Addresses and the application are given through the test's own configuration object and our store. One test names
// the id of its record in a constant, which is replaced in a copy of the assembly in memory.

using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using Microsoft.HealthVault.Client;
using Microsoft.HealthVault.Configuration;
using Microsoft.HealthVault.PlatformInformation;

internal static class LiveSuite
{
    private const string Tests = "Microsoft.HealthVault.IntegrationTest";
    private const string RecordOfTests = "2d4e32e6-9511-42b3-8ac2-5f6524b305a2";

    private static int Main()
    {
        var store = new MemoryStore();
        var url = new Uri(Platform.Env("KEEPWELL_PLATFORM_URL"));
        var shell = new Uri(Platform.Env("KEEPWELL_SHELL_URL"));
        store.WriteAsync(
            HealthVaultSodaConnection.ServiceInstanceKey,
            new HealthServiceInstance("1", "Keepwell", "Keepwell", url, shell)).Wait();
        store.WriteAsync(HealthVaultSodaConnection.ApplicationCreationInfoKey, new ApplicationCreationInfo
        {
            AppInstanceId = Guid.Parse(Platform.Env("KEEPWELL_APP_ID")),
            SharedSecret = Platform.Env("KEEPWELL_APP_SECRET"),
            AppCreationToken = Platform.Env("KEEPWELL_APP_TOKEN"),
        }).Wait();
        Platform.Register(store);

        Assembly tests = Load();
        var configuration = (HealthVaultConfiguration)tests.GetType(Tests + ".Constants").GetField("Configuration").GetValue(null);
        configuration.MasterApplicationId = Guid.Parse(Platform.Env("KEEPWELL_MASTER_APP_ID"));
        configuration.DefaultHealthVaultUrl = Platform.PlatformUrl;
        configuration.DefaultHealthVaultShellUrl = shell;
        configuration.RestHealthVaultUrl = shell;

        var methods = tests.GetTypes().Where(type => Bears(type, "TestClass"))
            .SelectMany(type => type.GetMethods()).Where(method => Bears(method, "TestMethod")).ToList();
        int failed = methods.Count(method => !Run(method));
        return failed == 0 && methods.Count > 0 ? 0 : 1;
    }

    private static Assembly Load()
    {
        byte[] code = File.ReadAllBytes(Platform.Env("KEEPWELL_CLIENT_DOTNET_TESTS"));
        byte[] there = Encoding.Unicode.GetBytes(RecordOfTests);
        byte[] ours = Encoding.Unicode.GetBytes(Platform.Env("KEEPWELL_RECORD_ID"));
        for (int at = 0; at + there.Length <= code.Length; at++)
            if (there.Select((value, index) => code[at + index] == value).All(same => same)) ours.CopyTo(code, at);
        return Assembly.Load(code);
    }

    // By name: MSTest's own assembly may stand in the place of our stub.
    private static bool Bears(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().Any(each => each.AttributeType.Name == attribute + "Attribute");

    private static bool Run(MethodInfo method)
    {
        string name = method.DeclaringType.Name + "." + method.Name;
        try
        {
            object test = Activator.CreateInstance(method.DeclaringType);
            foreach (MethodInfo first in method.DeclaringType.GetMethods().Where(each => Bears(each, "TestInitialize")))
                first.Invoke(test, null);
            (method.Invoke(test, null) as Task)?.GetAwaiter().GetResult();
            Console.WriteLine("ok " + name);
            return true;
        }
        catch (Exception e)
        {
            Exception cause = (e as TargetInvocationException)?.InnerException ?? e;
            Console.WriteLine("FAIL {0} {1}: {2}", name, cause.GetType().Name, cause.Message.Split('\n')[0]);
            Console.Error.WriteLine(cause);
            return false;
        }
    }
}
