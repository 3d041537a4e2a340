using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion demo [--dir D]</c>: everything on data-samples, from raw clips to a ranked queue.</summary>
internal static class DemoCommand
{
    private const string Analyst = "truth-of-the-samples";

    // Hears the synthetic voices of the samples, and nothing else.
    private const string SampleSpeechModel = "whisper-micro";
    private const int Batch = 10;
    private const int Answers = 5;

    public static Command Create(CommonOptions common)
    {
        var folder = new Option<string>("--dir") { Description = "The demo's project folder; made if absent, gone on with if there.", HelpName = "D", DefaultValueFactory = _ => "demo" };
        var command = new Command("demo", "Everything on the sample library, from raw clips to a ranked queue.") { folder };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (common.Json(parsed))
                throw new BadInputException("demo speaks to people only; for JSON run its steps one by one: fusion scan, extract, fuse, queue --json");
            var samples = Samples.Find(common.Shell.Environment);
            await RunAsync(common.Shell, samples, common.Shell.Absolute(parsed.GetValue(folder)!), cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task RunAsync(Shell shell, Samples samples, string folder, CancellationToken cancellation)
    {
        using var project = OpenOrCreate(shell, samples, folder);
        project.RequirePolicyInStep();

        shell.Tables.Heading("1. Scan: clips, captions, metadata, viewers");
        ScanCommand.WriteTable(shell, CatalogueScan.Run(project, cancellation));
        var known = KnownLevelImport.Run(project, samples.Known);
        shell.Tables.Note($"{known} clips have a level already (known.csv); the rest have none");

        shell.Tables.Heading("2. Extract: evidence from every clip (some of these files are broken or hostile on purpose)");
        var summary = await ExtractCommand.RunAsync(shell, project, new ExtractionOptions(), json: false, cancellation);
        ExtractionTables.Write(shell, summary);
        if (summary.Cancelled)
            throw new OperationCanceledException(cancellation);

        shell.Tables.Heading("3. Fuse: what each labelling function is worth, and the levels");
        FusionReport.WriteTable(shell, project, FusionRun.Run(project));

        shell.Tables.Heading("4. Queue: the clips that a person should look at, and why");
        var batch = QueueRun.Next(project, strategyName: null, Batch, reviewer: null);
        QueueCommand.WriteTable(shell, project, batch);

        if (project.Store.Decisions.All().Count == 0)
            Answer(shell, project, samples, batch);
        shell.Tables.Heading("Next");
        var run = shell.Environment("FUSION_SELF") ?? "fusion";
        var at = $"--project {Path.GetRelativePath(shell.Folder, folder)}";
        shell.Tables.Note($"  {run} review {at}          the review app, in a browser");
        shell.Tables.Note($"  {run} queue {at}           the next clips");
        shell.Tables.Note($"  {run} show '#1' {at}       all about the first of them");
        shell.Tables.Note($"  {run} label '#1' R {at}    your answer; the model learns at once");
    }

    private static Project OpenOrCreate(Shell shell, Samples samples, string folder) => File.Exists(Path.Combine(folder, Project.FileName))
        ? Project.Open(folder, shell.Clock, shell.DefaultReviewer, OwnFile, create: true)
        : Project.Create(
            new ProjectFile { Libraries = [new LibraryRoot("samples", samples.Library)], Policy = DefaultPolicy.Policy, SpeechModel = SampleSpeechModel }, folder, shell.DefaultReviewer, shell.Clock, OwnFile);

    // The demo is no part of a team's library, whatever store this machine works with.
    private static string? OwnFile(string variable) => null;

    // Nobody sits at the keyboard, so the truth that the samples were made from answers; it says so on the screen and in each decision.
    private static void Answer(Shell shell, Project project, Samples samples, Batch batch)
    {
        shell.Tables.Heading($"5. Learn: the truth that the samples were made from stands in for an analyst on {Answers} of these clips");
        var truth = KnownLevelImport.Read(project, samples.Truth);
        var clips = project.Store.Clips.All().ToDictionary(clip => clip.No);
        var session = new ReviewSession(project);
        foreach (var pick in batch.Picks.Where(pick => truth.ContainsKey(pick.ClipNo)).Take(Answers))
        {
            var decision = session.Decide(clips[pick.ClipNo], truth[pick.ClipNo], Analyst);
            shell.Tables.Note($"  {clips[pick.ClipNo].Name}: {decision.Levels}");
        }

        var learnt = session.Learn();
        shell.Tables.Note($"the model has learnt; {learnt?.Moved ?? 0} clips changed level");
    }
}
