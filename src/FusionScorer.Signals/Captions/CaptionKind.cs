using System.Text.Json.Serialization;

namespace FusionScorer.Signals.Captions;

/// <summary>What a caption track is for. In order of preference.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaptionKind>))]
public enum CaptionKind
{
    /// <summary>All that is said.</summary>
    [JsonStringEnumMemberName("full")]
    Full,

    /// <summary>All that is said, and sounds described for the hard of hearing.</summary>
    [JsonStringEnumMemberName("sdh")]
    Sdh,

    /// <summary>Only what the audience would not understand, such as foreign speech.</summary>
    [JsonStringEnumMemberName("forced")]
    Forced,
}
