// One SODA round of the .NET Standard SDK against a Keepwell server. See ../README.md.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.HealthVault.Client;
using Microsoft.HealthVault.Clients;
using Microsoft.HealthVault.Configuration;
using Microsoft.HealthVault.Exceptions;
using Microsoft.HealthVault.ItemTypes;
using Microsoft.HealthVault.Person;
using Microsoft.HealthVault.Thing;
using Microsoft.HealthVault.Transport;
using Microsoft.HealthVault.Vocabulary;
using NodaTime;
using static Steps;

internal static class SodaRound
{
    private static readonly HealthVaultConfiguration Configuration = new HealthVaultConfiguration
    {
        MasterApplicationId = Guid.Parse(Platform.Env("KEEPWELL_MASTER_APP_ID")),
        DefaultHealthVaultUrl = Platform.PlatformUrl,
        DefaultHealthVaultShellUrl = new Uri(Platform.Env("KEEPWELL_SHELL_URL")),
    };

    private static IHealthVaultSodaConnection connection;
    private static IThingClient things;
    private static Guid record;
    private static Weight weight;
    private static Guid firstStamp;

    private static int Main()
    {
        bool round = Step("link", Link)
            && Step("people", People)
            && Step("put", Put)
            && Step("get", () => Check(81.5))
            && Step("update", Update)
            && Step("stale", Stale);
        if (!round) return 1;
        // Nothing after these builds on them.
        bool extras = Step("definition", Definition)
            & Step("settings", Settings)
            & Step("vocabulary", Vocabularies)
            & Step("inline-blob", InlineBlob);
        bool end = Step("remove", () => things.RemoveThingsAsync(record, new[] { weight }))
            && Step("gone", Gone)
            && Step("leave", Leave);
        return extras && end ? 0 : 1;
    }

    private static async Task Link()
    {
        Platform.Register(new MemoryStore());
        connection = new HealthVaultConnectionFactoryInternal().GetOrCreateSodaConnection(Configuration);
        await connection.AuthenticateAsync();
    }

    private static async Task People()
    {
        PersonInfo person = await connection.GetPersonInfoAsync();
        Require(person != null && person.AuthorizedRecords.Count > 0, "no authorised record");
        record = (person.SelectedRecord ?? person.AuthorizedRecords.Values.First()).Id;
        things = connection.CreateThingClient();
    }

    private static async Task Put()
    {
        weight = new Weight(new HealthServiceDateTime(new LocalDateTime(2026, 1, 6, 7, 30, 0)), new WeightValue(81.5));
        await things.CreateNewThingsAsync(record, new[] { weight });
        Require(weight.Key != null && weight.Key.VersionStamp != Guid.Empty, "no key");
        firstStamp = weight.Key.VersionStamp;
    }

    private static async Task Check(double kilograms)
    {
        IReadOnlyCollection<Weight> listed = await things.GetThingsAsync<Weight>(record);
        Weight mine = listed.SingleOrDefault(each => each.Key.Id == weight.Key.Id);
        Require(mine != null, "not listed");
        Require(mine.Value.Kilograms == kilograms, "read back " + mine.Value.Kilograms);
        Weight byId = await things.GetThingAsync<Weight>(record, weight.Key.Id);
        Require(byId.Key.VersionStamp == mine.Key.VersionStamp, "another version by its id");
    }

    private static async Task Update()
    {
        // The SDK asks its enumerator for the item before the first: a list answers null, an array would throw. So a
        // single item keeps its old key, and everything goes on with what is read back.
        weight = await Read();
        weight.Value = new WeightValue(80.25);
        await things.UpdateThingsAsync(record, new List<Weight> { weight });
        await Check(80.25);
        weight = await Read();
        Require(weight.Key.VersionStamp != firstStamp, "same stamp");
    }

    private static async Task Stale()
    {
        Weight older = await Read();
        Weight newer = await Read();
        newer.Value = new WeightValue(80.5);
        await things.UpdateThingsAsync(record, new List<Weight> { newer });
        weight = await Read();
        older.Value = new WeightValue(79);
        try
        {
            await things.UpdateThingsAsync(record, new List<Weight> { older });
        }
        catch (HealthServiceException refused) when (refused.ErrorCode == HealthServiceStatusCode.VersionStampMismatch)
        {
            return;
        }
        throw new Exception("an old version stamp was accepted");
    }

    private static Task<Weight> Read() => things.GetThingAsync<Weight>(record, weight.Key.Id);

    // Of every method the SDK reads where its schemas are.
    private static async Task Definition()
    {
        Microsoft.HealthVault.PlatformInformation.ServiceInfo service =
            await connection.CreatePlatformClient().GetServiceDefinitionAsync();
        Require(service.Methods.Count > 0, "no methods");
        Require(service.IncludedSchemaUrls.Count > 0, "no common schemas");
    }

    private static async Task Settings()
    {
        IPersonClient people = connection.CreatePersonClient();
        await people.SetApplicationSettingsAsync("<app-settings><colour>blue</colour></app-settings>");
        ApplicationSettings settings = await people.GetApplicationSettingsAsync();
        Require(settings.XmlSettings.CreateNavigator().OuterXml.Contains("blue"), "settings lost");
    }

    private static async Task Vocabularies()
    {
        Vocabulary units = await connection.CreateVocabularyClient()
            .GetVocabularyAsync(new VocabularyKey("weight-units", "wc", "1"));
        Require(units.Count > 0, "no items");
    }

    // The SDK's streamed upload fails on its own side, whatever the server.
    private static async Task InlineBlob()
    {
        var accessor = new HealthRecordAccessor(connection, record);
        var file = new Microsoft.HealthVault.ItemTypes.File
        {
            Name = "note.txt", Size = 3, ContentType = new CodableValue("text/plain"),
        };
        file.GetBlobStore(accessor).NewBlob(string.Empty, "text/plain").WriteInline("abc");
        await things.CreateNewThingsAsync(record, new[] { file });
        var query = new ThingQuery(new[] { Microsoft.HealthVault.ItemTypes.File.TypeId });
        query.View.Sections |= ThingSections.BlobPayload;
        ThingCollection found = await things.GetThingsAsync(record, query);
        var back = (Microsoft.HealthVault.ItemTypes.File)found.Single(each => each.Key.Id == file.Key.Id);
        Require(back.GetBlobStore(accessor).Values.Single().ContentLength == 3, "other length");
        await things.RemoveThingsAsync(record, new[] { back });
    }

    private static async Task Gone()
    {
        IReadOnlyCollection<Weight> listed = await things.GetThingsAsync<Weight>(record);
        Require(listed.All(each => each.Key.Id != weight.Key.Id), "still listed");
    }

    private static async Task Leave()
    {
        var platform = connection.CreatePlatformClient();
        await platform.RemoveApplicationRecordAuthorizationAsync(record);
        try
        {
            await things.GetThingsAsync<Weight>(record);
        }
        catch (HealthServiceException)
        {
            return;
        }
        throw new Exception("still let in");
    }
}
