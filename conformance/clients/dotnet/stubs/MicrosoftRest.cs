// What generated REST clients expect of Microsoft.Rest.ClientRuntime: the pipeline to send, what was refused, and how JSON is
// written. To be compiled along with Json.NET, for machines without NuGet.
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Microsoft.Rest
{
    public abstract class ServiceClientCredentials
    {
        public virtual void InitializeServiceClient<T>(ServiceClient<T> client) where T : ServiceClient<T>
        {
        }

        public virtual Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    public abstract class ServiceClient<T> : IDisposable where T : ServiceClient<T>
    {
        protected ServiceClient(params DelegatingHandler[] handlers) : this(null, handlers)
        {
        }

        protected ServiceClient(HttpClientHandler rootHandler, params DelegatingHandler[] handlers)
        {
            HttpMessageHandler last = rootHandler ?? new HttpClientHandler();
            foreach (DelegatingHandler handler in handlers ?? new DelegatingHandler[0])
            {
                handler.InnerHandler = last;
                last = handler;
            }
            HttpClient = new HttpClient(last, false);
        }

        public HttpClient HttpClient { get; protected set; }

        public void Dispose() => HttpClient.Dispose();
    }

    public interface IServiceOperations<T>
    {
        T Client { get; }
    }

    public class HttpOperationResponse : IDisposable
    {
        public HttpRequestMessage Request { get; set; }

        public HttpResponseMessage Response { get; set; }

        public void Dispose()
        {
            Request?.Dispose();
            Response?.Dispose();
        }
    }

    public class HttpOperationResponse<T> : HttpOperationResponse
    {
        public T Body { get; set; }
    }

    public class HttpRequestMessageWrapper
    {
        public HttpRequestMessageWrapper(HttpRequestMessage request, string content)
        {
            Method = request.Method;
            RequestUri = request.RequestUri;
            Content = content;
        }

        public HttpMethod Method { get; }

        public Uri RequestUri { get; }

        public string Content { get; }
    }

    public class HttpResponseMessageWrapper
    {
        public HttpResponseMessageWrapper(HttpResponseMessage response, string content)
        {
            StatusCode = response.StatusCode;
            Content = content;
        }

        public HttpStatusCode StatusCode { get; }

        public string Content { get; }
    }

    public class RestException : Exception
    {
        public RestException()
        {
        }

        public RestException(string message, Exception inner = null) : base(message, inner)
        {
        }
    }

    public class HttpOperationException : RestException
    {
        public HttpOperationException(string message, Exception inner = null) : base(message, inner)
        {
        }

        public HttpRequestMessageWrapper Request { get; set; }

        public HttpResponseMessageWrapper Response { get; set; }
    }

    public class SerializationException : RestException
    {
        public SerializationException(string message, string content, Exception inner) : base(message, inner)
        {
        }
    }

    public class ValidationException : RestException
    {
        public ValidationException(string rule, string target) : base(target + ": " + rule)
        {
        }
    }

    public static class ValidationRules
    {
        public const string CannotBeNull = "CannotBeNull";
    }

    public static class ServiceClientTracing
    {
        public static bool IsEnabled => false;

        public static long NextInvocationId => 0;

        public static void Enter(string id, object instance, string method, IDictionary<string, object> parameters)
        {
        }

        public static void SendRequest(string id, HttpRequestMessage request)
        {
        }

        public static void ReceiveResponse(string id, HttpResponseMessage response)
        {
        }

        public static void Error(string id, Exception error)
        {
        }

        public static void Exit(string id, object result)
        {
        }
    }
}

namespace Microsoft.Rest.Serialization
{
    public static class SafeJsonConvert
    {
        public static T DeserializeObject<T>(string json, JsonSerializerSettings settings) =>
            JsonConvert.DeserializeObject<T>(json, settings);

        public static string SerializeObject(object value, JsonSerializerSettings settings) =>
            JsonConvert.SerializeObject(value, settings);
    }

    public class ReadOnlyJsonContractResolver : DefaultContractResolver
    {
    }

    public class Iso8601TimeSpanConverter : JsonConverter
    {
        public override bool CanConvert(Type type) => type == typeof(TimeSpan) || type == typeof(TimeSpan?);

        public override object ReadJson(JsonReader reader, Type type, object before, JsonSerializer serializer) =>
            reader.Value == null ? (TimeSpan?)null : System.Xml.XmlConvert.ToTimeSpan((string)reader.Value);

        public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer) =>
            writer.WriteValue(System.Xml.XmlConvert.ToString((TimeSpan)value));
    }
}
