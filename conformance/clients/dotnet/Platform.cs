// The platform layer that the SDK leaves to each system: browser, store, registration. To reach the interfaces for it,
// the assembly bears the name that the SDK befriends: Microsoft.HealthVault.Client.

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Microsoft.HealthVault;
using Microsoft.HealthVault.Client;
using Microsoft.HealthVault.Extensions;

internal static class Platform
{
    internal static void Register(MemoryStore store)
    {
        CoreClientIoc.EnsureTypesRegistered(container =>
        {
            container.RegisterSingleton<IBrowserAuthBroker, Browser>();
            container.RegisterSingleton<ISecretStore, NoStore>();
            // In place of the SDK's own, which needs Json.NET.
            container.Configure(c => c.ExportInstance(store).As<ILocalObjectStore>());
            var telemetry = new SdkTelemetryInformation
            {
                Category = "HV-Conformance", FileVersion = "1.0", OsInformation = Environment.OSVersion.VersionString,
            };
            container.Configure(c => c.ExportInstance(telemetry).As<SdkTelemetryInformation>());
        });
    }

    internal static Uri PlatformUrl => new Uri(Env("KEEPWELL_PLATFORM_URL").Replace("wildcat.ashx", ""));

    internal static string Env(string name)
    {
        string value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value)) throw new InvalidOperationException(name + " is not set");
        return value;
    }
}

internal class Browser : IBrowserAuthBroker
{
    public Task<Uri> AuthenticateAsync(Uri startUrl, Uri stopUrlPrefix)
    {
        var start = new ProcessStartInfo("node", "\"" + Platform.Env("KEEPWELL_BROWSER") + "\" \"" + startUrl.AbsoluteUri + "\"")
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        };
        using (Process process = Process.Start(start))
        {
            string[] pages = process.StandardOutput.ReadToEnd().Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            if (process.ExitCode != 0) throw new IOException("the browser gave up");
            string last = pages[pages.Length - 1];
            if (!last.StartsWith(stopUrlPrefix.ToString(), StringComparison.OrdinalIgnoreCase))
                throw new IOException(last + " does not begin with " + stopUrlPrefix);
            return Task.FromResult(new Uri(last));
        }
    }
}

internal class MemoryStore : ILocalObjectStore
{
    private readonly Dictionary<string, object> kept = new Dictionary<string, object>();

    public Task<T> ReadAsync<T>(string key) => Task.FromResult(kept.ContainsKey(key) ? (T)kept[key] : default(T));

    public Task WriteAsync(string key, object value)
    {
        if (value == null) throw new ArgumentException("nothing to keep under " + key);
        kept[key] = value;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string key)
    {
        kept.Remove(key);
        return Task.CompletedTask;
    }
}

internal class NoStore : ISecretStore
{
    public Task WriteAsync(string key, string contents) => throw new NotSupportedException();

    public Task<string> ReadAsync(string key) => throw new NotSupportedException();

    public Task DeleteAsync(string key) => throw new NotSupportedException();
}
