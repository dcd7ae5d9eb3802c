using System.Text.Json;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChildPlatform.Reporting.Data;

/// <summary>A value that is kept as jsonb in the API's own words.</summary>
internal static class JsonColumn
{
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property) => property.HasColumnType("jsonb").HasConversion(
        new ValueConverter<T, string>(value => Write(value), text => Read<T>(text)),
        new ValueComparer<T>((a, b) => Write(a) == Write(b), value => Write(value).GetHashCode(StringComparison.Ordinal), value => value));

    public static string Write<T>(T? value) => JsonSerializer.Serialize(value, ApiJson.Options);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, ApiJson.Options)!;
}
