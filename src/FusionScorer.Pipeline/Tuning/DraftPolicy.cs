using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>Makes a policy of a draft, by the rules that hold for policy files.</summary>
public static class DraftPolicy
{
    /// <summary>More functions than anybody reads.</summary>
    public const int MostFunctions = 100;

    // How the text of a draft is named in faults, which are then told without it.
    private const string Source = "draft";

    /// <summary>The policy that a draft would make.</summary>
    /// <param name="inForce">What stays where the draft says nothing.</param>
    /// <param name="draft">The draft.</param>
    /// <exception cref="FunctionFaultException">A function cannot be read.</exception>
    /// <exception cref="BadInputException">A weight or cost is out of range.</exception>
    public static Policy Of(Policy inForce, TuningDraft draft)
    {
        var policy = inForce with
        {
            UnderRatingCost = draft.Under ?? inForce.UnderRatingCost,
            OverRatingCost = draft.Over ?? inForce.OverRatingCost,
            Weights = draft.Weights is null ? inForce.Weights : inForce.Weights.SetItems(draft.Weights),
            Functions = draft.Functions is null ? inForce.Functions : ReadFunctions(inForce, draft.Functions),
        };
        return Validated(policy);
    }

    private static ImmutableArray<LabellingFunction> ReadFunctions(Policy inForce, IReadOnlyList<DraftFunction> drafts)
    {
        if (drafts.Count > MostFunctions)
            throw new BadInputException($"{drafts.Count} functions are more than {MostFunctions}; drop some");
        var functions = ImmutableArray.CreateBuilder<LabellingFunction>(drafts.Count);
        foreach (var draft in drafts)
        {
            var rules = ImmutableArray.CreateBuilder<Rule>(draft.Rules.Count);
            for (var rule = 0; rule < draft.Rules.Count; rule++)
            {
                try
                {
                    rules.Add(Rule.Parse(draft.Rules[rule], inForce.Taxonomy));
                }
                catch (FormatException fault)
                {
                    throw new FunctionFaultException(draft.Name, rule, fault.Message);
                }
            }

            functions.Add(new LabellingFunction(draft.Name, draft.Signal, rules.MoveToImmutable()));
        }

        return functions.MoveToImmutable();
    }

    // What the text reads back as is what would be saved.
    private static Policy Validated(Policy policy)
    {
        var text = PolicyText.Of(policy);
        try
        {
            return PolicyReader.Parse(Source, text);
        }
        catch (BadInputException fault)
        {
            var (line, message) = Place(fault.Message);
            throw PlaceOf(policy, text, line) is var (function, rule) ? new FunctionFaultException(function, rule, message) : new BadInputException(message);
        }
    }

    private static (int Line, string Message) Place(string message)
    {
        var parts = message.Split(':', 3);
        return parts is [Source, var number, var rest] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? (line, rest.Trim())
            : (0, message.StartsWith($"{Source}: ", StringComparison.Ordinal) ? message[(Source.Length + 2)..] : message);
    }

    // The canonical text has a line for the name, one for the signal, one for "rules:", and one for each rule.
    private static (string Function, int? Rule)? PlaceOf(Policy policy, string text, int line)
    {
        const int Heading = 3;
        var at = Array.IndexOf(text.Split('\n'), "functions:") + 2;
        foreach (var function in policy.Functions)
        {
            if (line >= at && line < at + Heading + function.Rules.Length)
                return (function.Name, line - at >= Heading ? line - at - Heading : null);
            at += Heading + function.Rules.Length;
        }

        return null;
    }
}
