using System.Net;
using FusionScorer.Core;
using FusionScorer.Signals.Engines;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>What can go wrong with a pull, in one line each that says how to mend it.</summary>
/// <param name="name">The model.</param>
/// <param name="target">Where its file belongs.</param>
internal sealed class PullFaults(string name, string target)
{
    /// <summary>The server cannot be reached.</summary>
    public BadInputException NoNetwork(Uri url, HttpRequestException fault, long kept) =>
        new($"no network: {url.Host} cannot be reached for model '{name}' ({Innermost(fault)}){Kept(kept)}; {Mend(url)}");

    /// <summary>The server does not give the file.</summary>
    public BadInputException Refused(Uri url, HttpStatusCode status) =>
        new($"model '{name}': {url} answered {(int)status} ({status}); try later, name a mirror by {ModelPull.MirrorVariable}, or {Mend(url)}");

    /// <summary>The server has another file.</summary>
    public BadInputException WrongSize(Uri url, long offered, long expected) =>
        new($"model '{name}': {url} gives {offered} bytes{(offered > expected ? " or more" : "")} instead of {expected}, so it is another file and was not taken; {Mend(url)}");

    /// <summary>The connection breaks again and again.</summary>
    public BadInputException Cut(Uri url, long kept, long size) =>
        new($"model '{name}': the connection to {url.Host} broke after {ByteSize.Text(kept)} of {ByteSize.Text(size)}; run the same command again to go on from there");

    /// <summary>The file's sums are wrong.</summary>
    public BadInputException WrongBytes(Uri url, string fault) =>
        new($"model '{name}': the file from {url} is not the published one ({fault}); it was removed; pull again, or name a mirror by {ModelPull.MirrorVariable}");

    /// <summary>The disk has too little room.</summary>
    public BadInputException DiskFull(long needed, long free) =>
        new($"model '{name}' needs {ByteSize.Text(needed)} more in {Path.GetDirectoryName(target)}, which has {ByteSize.Text(free)} free; make room, or set {EnginePaths.ModelsVariable} to a folder elsewhere");

    /// <summary>The folder cannot be written.</summary>
    public BadInputException NotWritable(Exception fault) =>
        new($"model '{name}' cannot be written to {Path.GetDirectoryName(target)} ({OneLine(fault.Message)}); set {EnginePaths.ModelsVariable} to a folder that can");

    private string Mend(Uri url) => $"download {url} by hand and put it at {target}";

    private static string Kept(long bytes) => bytes > 0 ? $"; {ByteSize.Text(bytes)} are kept, the same command goes on from there" : "";

    private static string Innermost(Exception fault) => OneLine(fault.GetBaseException().Message);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
