using System.Text.Json;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Events.Data;

/// <summary>Parts that are only ever read and replaced with their owner stand in one column of it, as the API writes them.</summary>
internal static class JsonColumn
{
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, ApiJson.Options),
            text => JsonSerializer.Deserialize<T>(text, ApiJson.Options)!,

            // The parts are records that nobody changes: another value is another object.
            new ValueComparer<T>((one, other) => ReferenceEquals(one, other), value => value == null ? 0 : value.GetHashCode()));

        return property;
    }
}
