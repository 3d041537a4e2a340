namespace FusionScorer.Library.Links;

/// <summary>Numbers that follow from the ids alone, not from the order in which they came: places in the ascending list of distinct ids.</summary>
internal static class SortedIds
{
    /// <summary>Sorts ids.</summary>
    /// <param name="ids">In any order, doubles allowed.</param>
    /// <returns>The distinct ids, ascending, and the place of each given one among them.</returns>
    public static (long[] Distinct, int[] PlaceOf) Of(ReadOnlySpan<long> ids)
    {
        var sorted = ids.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var placeOf = new int[sorted.Length];
        var count = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (count == 0 || sorted[count - 1] != sorted[i])
                sorted[count++] = sorted[i];
            placeOf[order[i]] = count - 1;
        }

        return (count == sorted.Length ? sorted : sorted[..count], placeOf);
    }

    /// <summary>The place of each id in an ascending list; −1 where it is not there.</summary>
    public static int[] PlacesIn(ReadOnlySpan<long> ids, ReadOnlySpan<long> list)
    {
        var places = new int[ids.Length];
        var at = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            while (at < list.Length && list[at] < ids[i])
                at++;
            places[i] = at < list.Length && list[at] == ids[i] ? at : -1;
        }

        return places;
    }
}
