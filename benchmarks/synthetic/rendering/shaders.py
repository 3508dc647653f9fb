"""What the renderer runs: GLSL 3.30, kept cheap because a processor may have to do a graphics card's work."""

DEPTH_VERTEX = """
#version 330
uniform mat4 to_clip;
in vec3 in_position;
void main() { gl_Position = to_clip * vec4(in_position, 1.0); }
"""

DEPTH_FRAGMENT = """
#version 330
void main() {}
"""

LIT_VERTEX = """
#version 330
uniform mat4 to_clip;
uniform mat4 to_light;
in vec3 in_position;
in vec3 in_normal;
in vec3 in_colour;
in vec2 in_uv;
out vec3 position;
out vec3 normal;
out vec3 colour;
out vec3 in_light;
out vec2 uv;
void main() {
    gl_Position = to_clip * vec4(in_position, 1.0);
    position = in_position;
    normal = in_normal;
    colour = in_colour;
    uv = in_uv;
    in_light = (to_light * vec4(in_position, 1.0)).xyz * 0.5 + 0.5;
}
"""

LIT_FRAGMENT = """
#version 330
uniform sampler2DShadow shadow_map;
uniform sampler2D contact_map;
uniform sampler2D surface;
uniform bool textured;
uniform float shine;
uniform vec3 eye;
uniform vec3 to_key;        // unit vector towards the key light
uniform vec3 key_colour;
uniform vec3 from_above;    // ambient light
uniform vec3 from_below;
uniform vec2 contact_middle;
uniform float contact_size;
uniform float softness;     // of the shadow's edge, in parts of the map
in vec3 position;
in vec3 normal;
in vec3 colour;
in vec3 in_light;
in vec2 uv;
out vec4 picture;

float lit() {
    if (any(lessThan(in_light, vec3(0.0))) || any(greaterThan(in_light, vec3(1.0)))) return 1.0;
    float depth = in_light.z - 0.0025;
    vec2 at = in_light.xy;
    return 0.25 * (texture(shadow_map, vec3(at + softness * vec2(-0.9, -0.4), depth))
                 + texture(shadow_map, vec3(at + softness * vec2(0.4, -0.9), depth))
                 + texture(shadow_map, vec3(at + softness * vec2(0.9, 0.4), depth))
                 + texture(shadow_map, vec3(at + softness * vec2(-0.4, 0.9), depth)));
}

void main() {
    vec3 n = normalize(gl_FrontFacing ? normal : -normal);
    vec3 albedo = colour;
    float glow = 0.0;
    if (textured) {
        vec4 texel = texture(surface, uv);
        albedo *= texel.rgb;
        glow = texel.a;
    }
    albedo *= albedo;       // sRGB to light, near enough
    float facing = dot(n, to_key);
    float key = facing > -0.15 ? max(0.0, (facing + 0.15) / 1.15) * lit() : 0.0;
    vec3 ambient = mix(from_below, from_above, 0.5 + 0.5 * n.z);
    if (position.z < 0.05 && n.z > 0.5) {
        // What stands on the floor keeps the room's light from it.
        float contact = texture(contact_map, (position.xy - contact_middle) / contact_size + 0.5).r;
        ambient *= 1.0 - 0.75 * contact;
        key *= 1.0 - 0.35 * contact;
    }
    vec3 light = ambient + key * key_colour;
    vec3 shade = albedo * light;
    if (shine > 0.0) {
        vec3 halfway = normalize(to_key + normalize(eye - position));
        shade += shine * key * key_colour * pow(max(0.0, dot(n, halfway)), 24.0);
    }
    shade = mix(shade, albedo * 1.3, glow);
    shade = shade / (1.0 + 0.18 * shade * shade);   // highlights roll off as a sensor's do
    picture = vec4(sqrt(clamp(shade, 0.0, 1.0)), 1.0);
}
"""
