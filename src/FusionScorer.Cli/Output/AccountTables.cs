using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>The account of a clip, for people.</summary>
internal sealed class AccountTables(Shell shell, Project project, ClipAccount account)
{
    private const int MostPeople = 8;

    private readonly IAnsiConsole _console = shell.Tables;

    public void Write(int evidence)
    {
        WriteHead();
        WriteReadings(evidence);
        WriteAccount();
        WriteNeighbours();
        WriteHistory();
    }

    private void WriteHead()
    {
        var clip = account.Clip;
        var level = account.Level;
        var taxonomy = project.Policy.Taxonomy;
        _console.Write(new Markup($"[bold]{SafeText.Cell(clip.Name)}[/]{(clip.Metadata.Year is { } year ? $" ({year})" : "")}  {LevelStyle.Markup(taxonomy, level.Level)} by {level.Source}, {level.Status}\n"));
        _console.Note(clip.Root is null ? clip.ClipId : $"{clip.ClipId}  {clip.Root}:{clip.Path}");
        WritePeople(clip.Metadata);
        if (clip.Metadata.Rating is { } rating)
            _console.Write(new LongLine(new Markup($"{StatedRating.Markup(rating, taxonomy)}\n"), _console));
        if (level.ModelDisagrees)
            _console.Write(new Markup($"[yellow]the model disagrees:[/] it says {LevelStyle.Markup(taxonomy, account.Fused!.Level)}\n"));
        if (account.Fused is not { } fused)
        {
            _console.Note("not fused yet; run: fusion fuse");
            return;
        }

        var levels = Enumerable.Range(0, taxonomy.Count).Select(i => $"{LevelStyle.Markup(taxonomy, i)} {fused.Posterior[i].ToString("0.000", CultureInfo.InvariantCulture)}");
        _console.Write(new Markup($"model: {string.Join("  ", levels)}\n"));
        _console.Note(string.Create(CultureInfo.InvariantCulture, $"conflict {fused.Conflict:0.00}{(fused.ConflictPair.Length > 0 ? $" ({fused.ConflictPair.Replace("|", " against ", StringComparison.Ordinal)})" : "")}, expected cost {fused.ExpectedCost:0.00}"));
        if (account.Pick is { } pick)
            _console.Note($"chosen by {pick.Strategy}: {pick.Reason}");
    }

    private void WritePeople(ClipMetadata metadata)
    {
        List<string> parts = [];
        Add("directed by", metadata.Directors);
        Add("written by", metadata.Writers);
        Add("with", metadata.Cast);
        if (parts.Count > 0)
            _console.Note(string.Join("; ", parts));

        void Add(string said, ImmutableArray<Credit> people)
        {
            if (people.Length > 0)
                parts.Add($"{said} {string.Join(", ", people.Take(MostPeople).Select(credit => credit.Name))}{(people.Length > MostPeople ? $" and {people.Length - MostPeople} more" : "")}");
        }
    }

    private void WriteReadings(int most)
    {
        _console.Heading("Signals");
        var table = ConsoleExtensions.NewTable("signal", "status", "what was read");
        foreach (var reading in account.Readings)
        {
            var features = string.Join(", ", reading.Features.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"{pair.Key[(FeatureName.SignalOf(pair.Key).Length + 1)..]} {pair.Value:0.###}")));
            table.AddRow(SafeText.Cell(reading.Signal), reading.Status.ToString().ToLowerInvariant(), SafeText.Cell(reading.Reason ?? features));
        }

        if (account.Clip.Metadata.Genres.Length > 0)
            table.AddRow(SignalNames.Genre, "read", SafeText.Cell(string.Join(", ", account.Clip.Metadata.Genres)));
        _console.Write(table);
        foreach (var group in account.Evidence.GroupBy(evidence => evidence.Signal, StringComparer.Ordinal))
        {
            foreach (var evidence in group.Take(most))
                _console.Note($"  {group.Key} {Clock(evidence.StartMs)} {evidence.Kind}: {evidence.Text}");
            if (group.Count() > most)
                _console.Note($"  … and {group.Count() - most} more of {group.Key} (--evidence N shows more)");
        }
    }

    private void WriteAccount()
    {
        if (account.Account is not { } sum)
            return;
        _console.Heading("Account: what moved the level, in nats");
        var taxonomy = project.Policy.Taxonomy;
        var table = ConsoleExtensions.NewTable(["signal", "said", .. taxonomy.Levels.Select(level => ">" + level)]);
        table.AddRow(["prior", "", .. sum.Prior.Select(Nats)]);
        foreach (var part in sum.Contributions)
            table.AddRow([SafeText.Cell(part.Signal), SafeText.Cell(SaidBy(part.Signal)), .. part.Nats.Select(Nats)]);
        table.AddRow(["[bold]probability[/]", "", .. sum.Posterior.Select(p => $"[bold]{p.ToString("0.000", CultureInfo.InvariantCulture)}[/]")]);
        _console.Write(table);
        foreach (var vote in account.Votes.Where(vote => sum.Contributions.All(part => part.Signal != vote.Signal)))
            _console.Note($"  {vote.Signal} says {Said(vote)}, and counts for nothing here");
    }

    private string SaidBy(string signal) => string.Join("; ", account.Votes.Where(vote => vote.Signal == signal).Select(Said));

    private string Said(ClipVote vote)
    {
        if (vote.Rule is not { } rule)
            return vote.Outcome;
        var fired = project.Policy.Functions.First(candidate => candidate.Name == vote.Function).Rules[rule];
        return $"{fired.Then.Format(project.Policy.Taxonomy)}: {fired.Describe()}";
    }

    private void WriteNeighbours()
    {
        if (account.Neighbours.Count == 0)
            return;
        _console.Heading("Known neighbours");
        _console.Note(account.Links.Words);
        foreach (var neighbour in account.Neighbours)
        {
            var shared = new List<string>(neighbour.People);
            if (neighbour.Viewers > 0)
                shared.Add($"{neighbour.Viewers} viewers");
            _console.Write(new Markup($"  {LevelStyle.Markup(project.Policy.Taxonomy, neighbour.Level)} {SafeText.Cell(neighbour.Clip.Name)} [grey]({SafeText.Cell(string.Join(", ", shared))})[/]\n"));
        }
    }

    private void WriteHistory()
    {
        if (account.History.Count == 0)
            return;
        _console.Heading("History");
        foreach (var decision in account.History)
            _console.Note($"  {decision.At:yyyy-MM-dd HH:mm} {decision.Reviewer}: {What(decision)} ({decision.ChosenBy}{(decision.Audit ? ", audit" : "")})");
    }

    private static string What(Decision decision) => decision.Kind == DecisionKind.Level ? decision.Levels : decision.Kind.ToString().ToLowerInvariant();

    private static string Nats(double value) => value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    private static string Clock(long? ms) => ms is null ? "" : TimeSpan.FromMilliseconds(ms.Value).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
