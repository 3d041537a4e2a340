using System.CommandLine;
using System.Globalization;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Library.Exporting;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary>Exports for other programs: Label Studio's tasks, and evidence for players (WebVTT, EDL).</summary>
internal sealed class ExportFormats
{
    private const string LabelStudio = "label-studio";
    private const double MostFrames = 1000;

    private readonly Option<string?> _mediaUrl = new("--media-url")
    {
        Description = "With label-studio: where annotators' browsers find the media; goes before each path, {library} in it is the library's name (default: paths of this machine).",
        HelpName = "PREFIX",
    };

    private readonly Option<string?> _config = new("--label-config") { Description = "With label-studio: write the matching labelling configuration to this file.", HelpName = "FILE" };

    private readonly Option<double> _frameRate = new("--frame-rate")
    {
        Description = "With label-studio: frames a second of the videos; the timeline counts frames.",
        HelpName = "N",
        DefaultValueFactory = _ => LabelStudioConfig.DefaultFrameRate,
    };

    private readonly Option<string?> _clip = new("--clip") { Description = "With vtt and edl: this clip alone.", HelpName = "CLIP" };
    private readonly Option<bool> _mute = new("--mute") { Description = "With edl: mute profanity instead of marking it." };

    /// <summary>Formats that this class writes.</summary>
    public static readonly string[] Names = [LabelStudio, "vtt", "edl"];

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_mediaUrl, _config, _frameRate, _clip, _mute])
            command.Add(option);
    }

    /// <summary>Refuses options that the format has no use for.</summary>
    public void Check(ParseResult parsed, string? format)
    {
        foreach (var (option, of) in ((Option, string)[])[(_mediaUrl, LabelStudio), (_config, LabelStudio), (_frameRate, LabelStudio), (_clip, "vtt|edl"), (_mute, "edl")])
        {
            if (parsed.GetResult(option) is { Implicit: false } && !of.Split('|').Contains(format, StringComparer.Ordinal))
                throw new BadInputException($"{option.Name} goes with --format {of} alone");
        }
    }

    /// <summary>Writes one of <see cref="Names"/>.</summary>
    public int Run(CommonOptions common, ParseResult parsed, Project project, string what, string format, string? output) =>
        format == LabelStudio ? Tasks(common, parsed, project, what, output) : Evidence(common, parsed, project, what, format, output);

    private int Tasks(CommonOptions common, ParseResult parsed, Project project, string what, string? output)
    {
        if (what is not ("clips" or "queue"))
            throw new BadInputException("label-studio takes --what clips or --what queue");
        var rate = parsed.GetValue(_frameRate);
        if (rate is not (> 0 and <= MostFrames))
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--frame-rate {rate} is out of range; give frames a second, above 0 and at most {MostFrames}"));
        var tasks = LabelStudioExport.Tasks(project, what == "queue", parsed.GetValue(_mediaUrl));
        var (count, labels) = Write(common.Shell, output, writer => LabelStudioTasks.Write(writer, tasks, rate));
        var config = parsed.GetValue(_config);
        if (config is not null)
            Write(common.Shell, config, writer =>
            {
                LabelStudioConfig.Write(writer, project.Policy.Taxonomy, labels, rate);
                return 0;
            });
        if (common.Json(parsed) && output is not null)
        {
            JsonOut.Document(common.Shell, "fusion.export.label-studio/1", json =>
            {
                json.WriteString("path", common.Shell.Absolute(output));
                json.WriteNumber("tasks", count);
                json.WriteString("config", config is null ? null : common.Shell.Absolute(config));
                json.WriteNumber("frameRate", rate);
            });
        }

        return ExitCode.Done;
    }

    private int Evidence(CommonOptions common, ParseResult parsed, Project project, string what, string format, string? output)
    {
        if (what != "evidence")
            throw new BadInputException($"{format} holds evidence; write: fusion export --what evidence --format {format}");
        var export = new PlayerExport(project, format == "vtt" ? PlayerFormat.Vtt : PlayerFormat.Edl, parsed.GetValue(_mute));
        var (files, lines) = (1, 0L);
        if (parsed.GetValue(_clip) is { } reference)
        {
            var clip = ClipReference.Find(project, reference);
            lines = Write(common.Shell, output, writer => export.Write(writer, clip));
        }
        else
        {
            if (output is null)
                throw new BadInputException($"{format} is one file for each clip; add --out FOLDER, or --clip CLIP");
            (files, lines) = export.WriteAll(common.Shell.Absolute(output));
            common.Shell.Notes.Note($"wrote {files} files to {common.Shell.Absolute(output)}");
        }

        if (common.Json(parsed) && output is not null)
        {
            JsonOut.Document(common.Shell, "fusion.export.evidence-files/1", json =>
            {
                json.WriteString("path", common.Shell.Absolute(output));
                json.WriteNumber("files", files);
                json.WriteNumber("lines", lines);
            });
        }

        return ExitCode.Done;
    }

    private static T Write<T>(Shell shell, string? path, Func<TextWriter, T> write)
    {
        if (path is null)
            return write(shell.Out);
        using var file = AtomicFile.Create(shell.Absolute(path));
        var result = write(file.Writer);
        file.Commit();
        shell.Notes.Note($"wrote {shell.Absolute(path)}");
        return result;
    }
}
