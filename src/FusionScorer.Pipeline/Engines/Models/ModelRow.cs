namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>What is known of a model on this machine without reading it.</summary>
public enum ModelState
{
    /// <summary>In a store, of the right size, and the last check (if any) found it good.</summary>
    Present,

    /// <summary>Nowhere.</summary>
    Missing,

    /// <summary>In this repository's <c>models</c> folder.</summary>
    InRepository,

    /// <summary>There, but of the wrong size, or the last check found it bad.</summary>
    Damaged,
}

/// <summary>A model as a list shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Size">Bytes: of the file when it is there, else as the manifest says; null when neither is known.</param>
/// <param name="Licence">SPDX expression.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Path">Where it is, or where it would be put.</param>
/// <param name="Mend">The command that brings it; empty when it is there.</param>
/// <param name="Fixture">Only for tests and samples.</param>
public sealed record ModelRow(string Name, ModelKind Kind, long? Size, string Licence, ModelState State, string Path, string Mend, bool Fixture);

/// <summary>A model whose file was found good.</summary>
/// <param name="Entry">Its entry of the manifest.</param>
/// <param name="Path">Its file.</param>
/// <param name="Sha256">The file's SHA-256: the model hash that observations are keyed by.</param>
public sealed record ReadyModel(ModelEntry Entry, string Path, string Sha256);
