using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Collection;

/// <summary>Where the fields of a step stand in its rows.</summary>
internal static class StepFields
{
    extension(PlanStep step)
    {
        /// <summary>The position of a column among those read.</summary>
        public int IndexOf(string column)
        {
            for (var i = 0; i < step.Fields.Count; i++)
            {
                if (string.Equals(step.Fields[i], column, StringComparison.Ordinal))
                {
                    return i;
                }
            }

            throw new InvalidOperationException("The plan uses a column that it does not read.");
        }

        /// <summary>Whether keys or vouching values are taken from inside the column's documents.</summary>
        public bool ReadsInside(string column) => step.Documents.Contains(column);
    }
}
