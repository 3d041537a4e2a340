using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionScorer.Library.Records;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Webhooks;

/// <summary>A delivery as HTTP: the same body in every try, signed anew with the time of the try.</summary>
internal static class WebhookMessage
{
    /// <summary>The delivery's id: receivers that have seen it may pass it over.</summary>
    public const string DeliveryHeader = "Fusion-Delivery";

    /// <summary>When it was sent, Unix seconds; receivers should refuse old ones.</summary>
    public const string TimestampHeader = "Fusion-Timestamp";

    /// <summary><c>v1=</c> and the HMAC-SHA256 of timestamp, a full stop and the body, in hexadecimal.</summary>
    public const string SignatureHeader = "Fusion-Signature";

    /// <summary>What is told of a decision.</summary>
    public static byte[] Body(string project, DeliveryRow delivery, Decision decision, string clip) => JsonSerializer.SerializeToUtf8Bytes(
        new DecisionMessage("fusion.decision/1", project, delivery.Id, delivery.Decision, new DecisionMessagePart(
            decision.Id, clip, decision.Kind.ToString().ToLowerInvariant(), decision.Levels.Length == 0 ? null : decision.Levels, decision.Undoes, decision.Reviewer, decision.Role,
            decision.PolicyHash, decision.Taxonomy.Split('|'), decision.At, decision.Note)),
        WebhookJson.Default.DecisionMessage);

    /// <summary>The signature of a body sent at a time.</summary>
    public static string Sign(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + "."));
        hmac.AppendData(body);
        return "v1=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <summary>The request of a try.</summary>
    public static HttpRequestMessage Request(WebhookRow webhook, string secret, DeliveryRow delivery, byte[] body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("User-Agent", "FusionScorer");
        request.Headers.Add(DeliveryHeader, delivery.Id.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(SignatureHeader, Sign(secret, timestamp, body));
        return request;
    }
}
