// Only there to be referred to: the driver brings its own object store, which keeps objects as they are.
using System;

namespace Newtonsoft.Json
{
    public class JsonSerializerSettings
    {
    }

    public static class JsonConvert
    {
        public static T DeserializeObject<T>(string text, JsonSerializerSettings settings) => throw new NotSupportedException();

        public static string SerializeObject(object value, JsonSerializerSettings settings) => throw new NotSupportedException();
    }
}

namespace NodaTime.Serialization.JsonNet
{
    public static class Extensions
    {
        public static Newtonsoft.Json.JsonSerializerSettings ConfigureForNodaTime(
            this Newtonsoft.Json.JsonSerializerSettings settings, object zones) => settings;
    }
}
